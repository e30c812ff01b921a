using System.Globalization;
using System.IO.Enumeration;
using System.Security.Cryptography;
using System.Text;

namespace LayerKit.MSBuild.Incremental;

/// <summary>What an input looks like from outside: paths, kinds, modes, sizes, times and link targets, never content.</summary>
/// <remarks>
/// A change of any of them changes the stamp; so does adding, removing or renaming a file. Directories count with mode alone:
/// their times change with their entries, which are listed anyway.
/// </remarks>
internal static class InputStamp
{
    private static readonly EnumerationOptions Everything = new()
    {
        AttributesToSkip = 0,
        IgnoreInaccessible = false,
        RecurseSubdirectories = true,
    };

    public static string OfFile(string path) => Line("", Final(new FileInfo(path)));

    /// <summary>A digest over one line for each file below the directory.</summary>
    public static string OfDirectory(string path)
    {
        string below = Final(new DirectoryInfo(path)).FullName;
        var entries = new FileSystemEnumerable<string>(below, (ref entry) => Line(RelativePath(ref entry), entry.ToFileSystemInfo()), Everything)
        {
            ShouldRecursePredicate = (ref entry) => !entry.Attributes.HasFlag(FileAttributes.ReparsePoint),
        };
        return OfLines(entries.Order(StringComparer.Ordinal));
    }

    /// <summary>A digest over lines of text.</summary>
    public static string OfLines(IEnumerable<string> lines)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string line in lines)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(line));
            hash.AppendData("\n"u8);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static string RelativePath(ref FileSystemEntry entry) => Path.Join(entry.Directory[entry.RootDirectory.Length..], entry.FileName);

    private static FileSystemInfo Final(FileSystemInfo entry) => entry.ResolveLinkTarget(returnFinalTarget: true) ?? entry;

    private static string Line(string relativePath, FileSystemInfo entry)
    {
        string mode = OperatingSystem.IsWindows() ? entry.Attributes.ToString() : Convert.ToString((int)entry.UnixFileMode, toBase: 8);
        return entry switch
        {
            { LinkTarget: { } target } => $"link|{relativePath}|{target}",
            FileInfo file => string.Create(CultureInfo.InvariantCulture, $"file|{relativePath}|{mode}|{file.Length}|{file.LastWriteTimeUtc.Ticks}"),
            _ => $"dir|{relativePath}|{mode}",
        };
    }
}
