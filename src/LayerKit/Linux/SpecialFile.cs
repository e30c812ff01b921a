using System.Runtime.InteropServices;

namespace LayerKit.Linux;

/// <summary>Tells devices, pipes and sockets from regular files, which .NET does not (statx(2)). To open one could wait for ever.</summary>
internal static unsafe partial class SpecialFile
{
    private const int CurrentDirectory = -100;
    private const int NoFollow = 0x100;
    private const uint TypeOnly = 1;
    private const int ModeOffset = 28;
    private const int StatusSize = 256;

    /// <summary>Whether a file that is no directory and no link is no regular file either. Only empty ones are asked about: special files have no size.</summary>
    public static bool Is(FileInfo file)
    {
        const int typeMask = 0xF000;
        const int regular = 0x8000;
        if (!OperatingSystem.IsLinux() || file.Length > 0)
        {
            return false;
        }

        byte* status = stackalloc byte[StatusSize];
        return statx(CurrentDirectory, file.FullName, NoFollow, TypeOnly, status) == 0 && (*(ushort*)(status + ModeOffset) & typeMask) != regular;
    }

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int statx(int directory, string path, int flags, uint mask, byte* status);
}
