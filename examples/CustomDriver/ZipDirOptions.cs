namespace Acme.ZipDir;

public sealed class ZipDirOptions
{
    [DriverOption("compression")] public CompressionLevel Compression { get; init; } = CompressionLevel.Fastest;
    [DriverOption("max_size", Min = 1)] public ByteSize MaxSize { get; init; } = ByteSize.Parse("64G");
}
