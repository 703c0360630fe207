"""Workers that are not this process: several on this machine, or those of a dask cluster."""
