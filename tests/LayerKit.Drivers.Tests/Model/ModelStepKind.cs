namespace LayerKit.Drivers.Tests.Model;

/// <summary>What a step does. The values are how random ones are drawn.</summary>
internal enum ModelStepKind
{
    File,
    Directory,
    Symlink,
    HardLink,
    Fifo,
    Whiteout,
    Opaque,
}
