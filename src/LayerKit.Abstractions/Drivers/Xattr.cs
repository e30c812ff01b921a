namespace LayerKit.Drivers;

/// <summary>One extended attribute of an entry, such as <c>user.note</c> or <c>security.capability</c>.</summary>
/// <param name="Name">The full name, bytes as the tar or the file system has them.</param>
/// <param name="Value">The value, possibly empty.</param>
public sealed record Xattr(ReadOnlyMemory<byte> Name, ReadOnlyMemory<byte> Value);
