namespace LayerKit.TarSplit;

/// <summary>One extended attribute of a member (PAX record <c>SCHILY.xattr.NAME</c>).</summary>
/// <param name="Name">Name without the prefix, such as <c>security.capability</c>.</param>
/// <param name="Value">Value as raw bytes, possibly empty.</param>
public readonly record struct TarXattr(ReadOnlyMemory<byte> Name, ReadOnlyMemory<byte> Value);
