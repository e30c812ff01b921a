using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace LayerKit.Linux;

/// <summary>What tells one state of a file from every other: where it is, and what changes with each write (statx(2)).</summary>
internal static unsafe partial class FileIdentity
{
    private const int EmptyPath = 0x1000;
    private const uint BasicStats = 0x7FF;

    /// <summary>The identity of an open regular file as text; null for anything else, and where there is no statx.</summary>
    public static string? Of(SafeFileHandle file)
    {
        const int typeMask = 0xF000;
        const int regular = 0x8000;
        Status status = default;
        byte empty = 0;
        return OperatingSystem.IsLinux() && statx(file, &empty, EmptyPath, BasicStats, &status) == 0 && (status.Mode & typeMask) == regular
            ? $"{status.OnMajor}:{status.OnMinor} {status.Inode} {status.Size} {status.Modified} {status.Changed}"
            : null;
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int statx(SafeFileHandle directory, byte* path, int flags, uint mask, Status* status);

    [StructLayout(LayoutKind.Sequential, Size = 256)]
    private readonly struct Status
    {
        private readonly uint _mask;
        private readonly uint _blockSize;
        private readonly ulong _attributes;
        private readonly uint _links;
        private readonly uint _userId;
        private readonly uint _groupId;
        public readonly ushort Mode;
        public readonly ulong Inode;
        public readonly ulong Size;
        private readonly ulong _blocks;
        private readonly ulong _attributesMask;
        private readonly Time _accessed;
        private readonly Time _born;
        public readonly Time Changed;
        public readonly Time Modified;
        private readonly ulong _device;
        public readonly uint OnMajor;
        public readonly uint OnMinor;
    }

    private readonly struct Time
    {
        private readonly long _seconds;
        private readonly uint _nanoseconds;
        private readonly int _spare;

        public override string ToString() => $"{_seconds}.{_nanoseconds}";
    }
}
