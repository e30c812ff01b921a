using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using LayerKit.Archive;

namespace LayerKit.MSBuild.Incremental;

/// <summary>What an input looks like from outside: paths, kinds, modes, sizes, times and link targets, never content.</summary>
/// <remarks>A change of any of them changes the stamp; so does adding, removing or renaming a file.</remarks>
internal static class InputStamp
{
    /// <summary>Of one file, or of the file that a link leads to.</summary>
    public static string OfFile(string path)
    {
        FileInfo link = new(path);
        FileInfo file = (FileInfo?)link.ResolveLinkTarget(returnFinalTarget: true) ?? link;
        return string.Create(CultureInfo.InvariantCulture, $"{file.Length} {file.LastWriteTimeUtc.Ticks}");
    }

    /// <summary>Of a file, or of every file below a directory.</summary>
    public static string Of(string path) => Directory.Exists(path) ? OfDirectory(path) : OfFile(path);

    /// <summary>Of what a layer of files will contain, and of the files it is made from.</summary>
    public static string OfEntries(IEnumerable<FileTarEntry> entries) => OfLines(entries.OrderBy(entry => entry.Path, StringComparer.Ordinal).Select(Line));

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

    private static string OfDirectory(string path) =>
        OfLines(Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(file => $"{file} {OfFile(file)}"));

    private static string Line(FileTarEntry entry) => string.Create(
        CultureInfo.InvariantCulture,
        $"{entry.Type}|{entry.Path}|{entry.Mode}|{entry.UserId}|{entry.GroupId}|{entry.ModifiedTime}|{entry.LinkTarget}|{entry.Source?.FullName}|{entry.Source?.Length}|{entry.Source?.LastWriteTimeUtc.Ticks}");
}
