using LayerKit.Registration;

namespace LayerKit.Drivers.Overlay2;

/// <summary>Options of <see cref="Overlay2Driver"/>, by Docker's names.</summary>
public sealed class Overlay2Options
{
    /// <summary>The most that an RW layer may take. It needs project quotas, which LayerKit does not set: anything but null is refused.</summary>
    [DriverOption("size")]
    public ByteSize? Size { get; init; }
}
