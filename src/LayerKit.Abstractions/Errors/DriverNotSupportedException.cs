namespace LayerKit.Errors;

/// <summary>A driver does not work here, or cannot do what was asked.</summary>
public sealed class DriverNotSupportedException : LayerKitException
{
    /// <summary>Reports it.</summary>
    /// <param name="driver">The driver's name.</param>
    /// <param name="reason">Why not.</param>
    public DriverNotSupportedException(string driver, string reason)
        : base("LK0302", $"driver {driver} cannot be used: {reason}; 'layerkit info' shows the drivers that work here")
    {
        Driver = driver;
    }

    /// <summary>The driver.</summary>
    public string Driver { get; }
}
