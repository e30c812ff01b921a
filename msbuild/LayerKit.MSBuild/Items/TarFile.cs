using System.Globalization;
using System.Text;

namespace LayerKit.MSBuild.Items;

/// <summary>A file that is taken for a tar, plain or compressed.</summary>
internal static class TarFile
{
    private const int BlockSize = 512;
    private const int ChecksumOffset = 148;
    private const int ChecksumLength = 8;

    private static readonly string[] ShortExtensions = [".tgz", ".tzst", ".txz", ".tbz", ".tbz2"];

    // The magic bytes of gzip (RFC 1952), zstd (RFC 8878), xz and bzip2.
    private static readonly byte[][] CompressedMagics =
        [[0x1f, 0x8b], [0x28, 0xb5, 0x2f, 0xfd], [0xfd, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0], [(byte)'B', (byte)'Z', (byte)'h']];

    /// <summary>Whether a file's name says that it is a tar.</summary>
    public static bool IsNamed(string path)
    {
        string name = Path.GetFileName(path);
        string extension = Path.GetExtension(name).ToLowerInvariant();
        return extension == ".tar" || ShortExtensions.Contains(extension) || Path.GetFileNameWithoutExtension(name).EndsWith(".tar", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>A file's name without what says how it is packed.</summary>
    public static string Stem(string name)
    {
        int tar = name.LastIndexOf(".tar", StringComparison.OrdinalIgnoreCase);
        return tar > 0 ? name[..tar] : Path.GetFileNameWithoutExtension(name);
    }

    /// <summary>Whether a file's first bytes are those of a tar or of a compression.</summary>
    public static bool StartsLikeOne(string path)
    {
        using FileStream file = OpenRead(path);
        return StartsLikeOne(file);
    }

    /// <summary>Opens the file for one pass.</summary>
    /// <exception cref="ItemFault">It is no tar and the item does not insist with <c>Kind="tar"</c>.</exception>
    public static Stream Open(LayerItem layer)
    {
        FileStream file = OpenRead(layer.SourcePath);
        if (layer.Item.GetMetadata(ItemMetadata.Kind) == "tar" || StartsLikeOne(file))
        {
            file.Position = 0;
            return file;
        }

        file.Dispose();
        throw new ItemFault(ItemCodes.UnknownKind, layer.Item, $"cannot import '{layer.SourcePath}': it starts like neither a tar nor one compressed with gzip, zstd, xz or bzip2");
    }

    private static FileStream OpenRead(string path) =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.Asynchronous | FileOptions.SequentialScan);

    private static bool StartsLikeOne(FileStream file)
    {
        Span<byte> start = stackalloc byte[BlockSize];
        start = start[..file.ReadAtLeast(start, BlockSize, throwOnEndOfStream: false)];
        foreach (byte[] magic in CompressedMagics)
        {
            if (start.StartsWith(magic))
            {
                return true;
            }
        }

        return start.Length == BlockSize && (!start.ContainsAnyExcept((byte)0) || HasHeaderChecksum(start));
    }

    /// <summary>POSIX ustar: the sum of the header's bytes, its own field counted as spaces, in octal.</summary>
    private static bool HasHeaderChecksum(ReadOnlySpan<byte> header)
    {
        ReadOnlySpan<byte> field = header.Slice(ChecksumOffset, ChecksumLength);
        int sum = ' ' * ChecksumLength;
        foreach (byte value in header)
        {
            sum += value;
        }

        foreach (byte value in field)
        {
            sum -= value;
        }

        string digits = Encoding.ASCII.GetString(field).Trim('\0', ' ');
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out _) && Convert.ToString(sum, toBase: 8) == digits.TrimStart('0');
    }
}
