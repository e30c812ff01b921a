namespace LayerKit.Drivers;

/// <summary>Whether a kind of driver works here, and if not, why not.</summary>
public sealed record DriverProbe
{
    private DriverProbe(string? reason) => Reason = reason;

    /// <summary>It works.</summary>
    public static DriverProbe Supported { get; } = new((string?)null);

    /// <summary>True when it works here.</summary>
    public bool IsSupported => Reason is null;

    /// <summary>Why it does not work, as a sentence for an operator; null when it does.</summary>
    public string? Reason { get; }

    /// <summary>It does not work here, and an automatic choice passes on to the next driver.</summary>
    public static DriverProbe NotSupported(string reason) => new(reason);
}
