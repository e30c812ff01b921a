namespace LayerKit.Drivers.Content;

/// <summary>Reads runs and keeps the last.</summary>
internal sealed class RunCache(ObjectStore objects)
{
    private StoredObject _stored;
    private byte[] _run = [];

    /// <summary>The bytes of a run, proven by their digest.</summary>
    /// <exception cref="FileNotFoundException">It is not there.</exception>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public byte[] Read(StoredObject stored)
    {
        if (stored != _stored)
        {
            _run = objects.ReadAll(stored);
            _stored = stored;
        }

        return _run;
    }
}
