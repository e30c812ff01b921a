namespace LayerKit.Errors;

/// <summary>Options of a driver are not known or have bad values.</summary>
public sealed class DriverOptionException : LayerKitException
{
    /// <summary>Reports it.</summary>
    /// <param name="driver">The driver's name.</param>
    /// <param name="problems">Every problem, each with key, value and what was expected.</param>
    public DriverOptionException(string driver, string problems)
        : base("LK0304", $"bad options for driver {driver}: {problems}")
    {
        Driver = driver;
    }

    /// <summary>The driver.</summary>
    public string Driver { get; }
}
