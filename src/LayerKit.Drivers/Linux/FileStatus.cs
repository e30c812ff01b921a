using System.Runtime.InteropServices;

namespace LayerKit.Drivers.Linux;

/// <summary>The kernel's struct statx, which unlike struct stat is the same on every architecture.</summary>
[StructLayout(LayoutKind.Sequential, Size = 256)]
internal readonly struct FileStatus
{
    private const int TypeMask = 0xF000;
    private const ulong MountRoot = 0x2000;

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
    private readonly uint _onMajor;
    private readonly uint _onMinor;

    public uint Links => _links;

    public uint UserId => _userId;

    public uint GroupId => _groupId;

    /// <summary>Type and permission bits together.</summary>
    public int FullMode => _mode;

    public int Permissions => _mode & 0xFFF;

    public int Type => _mode & TypeMask;

    public ulong Inode => _inode;

    public long Size => (long)_size;

    /// <summary>True when fewer blocks are allocated than the size needs.</summary>
    public bool HasHoles => _blocks * 512 < _size;

    public UnixTime ModifiedTime => new(_modified.Seconds, (int)_modified.Nanoseconds);

    public uint DeviceMajor => _deviceMajor;

    public uint DeviceMinor => _deviceMinor;

    /// <summary>The file system that the file is on, as one number.</summary>
    public ulong FileSystem => ((ulong)_onMajor << 32) | _onMinor;

    public bool IsDirectory => Type == SysStat.TypeDirectory;

    public bool IsRegular => Type == SysStat.TypeRegular;

    public bool IsSymlink => Type == SysStat.TypeSymlink;

    /// <summary>True for the root of a mount (Linux 5.8).</summary>
    public bool IsMountRoot => (_attributes & MountRoot) != 0;

    /// <summary>A character device with the numbers 0:0, which overlayfs takes for a whiteout.</summary>
    public bool IsWhiteout => Type == SysStat.TypeCharacter && _deviceMajor == 0 && _deviceMinor == 0;

    private readonly struct FileTime
    {
        public readonly long Seconds;
        public readonly uint Nanoseconds;
        private readonly int _spare;
    }
}
