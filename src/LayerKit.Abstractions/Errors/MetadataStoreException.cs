namespace LayerKit.Errors;

/// <summary>A metadata store failed.</summary>
public sealed class MetadataStoreException : LayerKitException
{
    /// <summary>Reports it.</summary>
    /// <param name="store">The metadata store's name.</param>
    /// <param name="operation">What it was doing.</param>
    /// <param name="id">On which id.</param>
    /// <param name="innerException">The cause.</param>
    public MetadataStoreException(string store, string operation, string id, Exception innerException)
        : base("LK0104", $"metadata store {store} failed to {operation} {id}: {innerException.Message.TrimEnd('.')}; nothing was changed", innerException)
    {
        Store = store;
        Operation = operation;
        Id = id;
    }

    /// <summary>The metadata store.</summary>
    public string Store { get; }

    /// <summary>What it was doing.</summary>
    public string Operation { get; }

    /// <summary>On which id.</summary>
    public string Id { get; }
}
