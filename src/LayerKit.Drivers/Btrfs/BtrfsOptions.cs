using LayerKit.Registration;

namespace LayerKit.Drivers.Btrfs;

/// <summary>Options of the btrfs driver, with Docker's names.</summary>
public sealed class BtrfsOptions
{
    /// <summary>The least <c>size</c> that an RW layer may be given, in bytes; 0 for any.</summary>
    [DriverOption("min_space", Min = 0)]
    public ByteSize MinSpace { get; init; }
}
