namespace LayerKit.Drivers.Linux;

/// <summary>One name in a directory.</summary>
internal readonly record struct DirectoryItem(byte[] Name, ulong Inode);
