namespace LayerKit.Drivers.Portable;

/// <summary>What .NET can tell of a file and do with it on every system.</summary>
internal static class PortableFile
{
    private const int DirectoryAccess = 0x1C0;
    private const int FileAccess = 0x180;
    private const int SetIdBits = 0xC00;

    public static bool Exists(string place) => new FileInfo(place).LinkTarget is not null || Path.Exists(place);

    public static bool IsDirectory(string place) => Directory.Exists(place) && new FileInfo(place).LinkTarget is null;

    /// <summary>Removes a file or a tree; what is not there is not an error.</summary>
    public static void Delete(string place)
    {
        if (IsDirectory(place))
        {
            Directory.Delete(place, recursive: true);
        }
        else if (Exists(place))
        {
            File.Delete(place);
        }
    }

    /// <summary>Sets what the system has of a mode, keeping access for ourselves.</summary>
    public static void SetMode(string place, int mode, bool isDirectory)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(place, (UnixFileMode)((mode & ~SetIdBits) | (isDirectory ? DirectoryAccess : FileAccess)));
        }
    }

    public static void SetTime(string place, UnixTime time)
    {
        DateTime moment = DateTime.UnixEpoch.AddSeconds(time.Seconds).AddTicks(time.Nanoseconds / TimeSpan.NanosecondsPerTick);
        if (IsDirectory(place))
        {
            Directory.SetLastWriteTimeUtc(place, moment);
            return;
        }

        File.SetLastWriteTimeUtc(place, moment);
    }

    public static void CopyMetadata(string source, string target)
    {
        bool isDirectory = IsDirectory(source);
        if (!OperatingSystem.IsWindows())
        {
            SetMode(target, (int)File.GetUnixFileMode(source), isDirectory);
        }

        SetTime(target, TimeOf(source));
    }

    /// <summary>Describes what is on disk, for a path of which there is no record.</summary>
    public static LayerEntry Describe(string place)
    {
        FileInfo file = new(place);
        bool isDirectory = IsDirectory(place);
        return new LayerEntry
        {
            Type = file.LinkTarget is not null ? LayerEntryType.SymbolicLink : isDirectory ? LayerEntryType.Directory : LayerEntryType.File,
            Mode = OperatingSystem.IsWindows() ? DirectoryAccess : (int)file.UnixFileMode,
            Size = file.LinkTarget is null && !isDirectory ? file.Length : 0,
            ModifiedTime = TimeOf(place),
        };
    }

    private static UnixTime TimeOf(string place)
    {
        long ticks = (new FileInfo(place).LastWriteTimeUtc - DateTime.UnixEpoch).Ticks;
        (long seconds, long rest) = Math.DivRem(ticks, TimeSpan.TicksPerSecond);
        return rest < 0
            ? new UnixTime(seconds - 1, (int)((rest + TimeSpan.TicksPerSecond) * TimeSpan.NanosecondsPerTick))
            : new UnixTime(seconds, (int)(rest * TimeSpan.NanosecondsPerTick));
    }
}
