namespace LayerKit.Errors;

/// <summary>A driver failed.</summary>
public sealed class DriverException : LayerKitException
{
    /// <summary>Reports it.</summary>
    /// <param name="driver">The driver's name.</param>
    /// <param name="operation">What it was doing.</param>
    /// <param name="id">On which id.</param>
    /// <param name="innerException">The cause.</param>
    public DriverException(string driver, string operation, string id, Exception innerException)
        : base("LK0301", $"driver {driver} failed to {operation} {id}: {innerException.Message.TrimEnd('.')}; nothing was changed", innerException)
    {
        Driver = driver;
        Operation = operation;
        Id = id;
    }

    /// <summary>The driver.</summary>
    public string Driver { get; }

    /// <summary>What it was doing.</summary>
    public string Operation { get; }

    /// <summary>On which id.</summary>
    public string Id { get; }
}
