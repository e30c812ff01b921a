using System.Runtime.InteropServices;
using LayerKit.Drivers;

namespace LayerKit.Testing.Linux;

/// <summary>The kernel's struct statx (statx(2)), which is the same on every architecture.</summary>
[StructLayout(LayoutKind.Sequential, Size = 256)]
internal readonly struct FileStatus
{
    private const int TypeMask = 0xF000;
    private const long BlockSize = 512;

    private readonly uint _mask;
    private readonly uint _blockSize;
    private readonly ulong _attributes;
    private readonly uint _links;
    private readonly uint _userId;
    private readonly uint _groupId;
    private readonly ushort _mode;
    private readonly ushort _spare;
    private readonly ulong _inode;
    private readonly ulong _size;
    private readonly ulong _blocks;
    private readonly ulong _attributesMask;
    private readonly FileTime _accessed;
    private readonly FileTime _born;
    private readonly FileTime _changed;
    private readonly FileTime _modified;
    private readonly uint _deviceMajor;
    private readonly uint _deviceMinor;

    public uint Links => _links;

    public uint UserId => _userId;

    public uint GroupId => _groupId;

    public int Permissions => _mode & 0xFFF;

    public ulong Inode => _inode;

    public long Size => (long)_size;

    public long AllocatedBytes => (long)_blocks * BlockSize;

    public UnixTime ModifiedTime => new(_modified.Seconds, (int)_modified.Nanoseconds);

    public uint DeviceMajor => _deviceMajor;

    public uint DeviceMinor => _deviceMinor;

    public bool IsDirectory => Type == LayerEntryType.Directory;

    /// <summary>The type as layers know it; null for a socket, which no layer can hold.</summary>
    public LayerEntryType? Type => (_mode & TypeMask) switch
    {
        0x4000 => LayerEntryType.Directory,
        0xA000 => LayerEntryType.SymbolicLink,
        0x2000 => LayerEntryType.CharacterDevice,
        0x6000 => LayerEntryType.BlockDevice,
        0x1000 => LayerEntryType.Fifo,
        0x8000 => LayerEntryType.File,
        _ => null,
    };

    private readonly struct FileTime
    {
        public readonly long Seconds;
        public readonly uint Nanoseconds;
        private readonly int _spare;
    }
}
