namespace LayerKit.Errors;

/// <summary>A record of a metadata store cannot be understood.</summary>
public sealed class MetadataCorruptException : LayerKitException
{
    /// <summary>Reports it.</summary>
    /// <param name="record">Which record, as an operator finds it.</param>
    /// <param name="reason">What is wrong with it.</param>
    /// <param name="innerException">The cause, if there is one.</param>
    public MetadataCorruptException(string record, string reason, Exception? innerException = null)
        : base("LK0103", $"cannot read record {record}: {reason}; register the layer again, or run 'layerkit check --repair'", innerException)
    {
        Record = record;
    }

    /// <summary>Which record.</summary>
    public string Record { get; }
}
