using System.Globalization;
using System.Text;
using LayerKit.Errors;
using LayerKit.Identity;
using LayerKit.Metadata;

namespace LayerKit.Drivers.Metadata;

/// <summary>Reads a record as Docker does: white space around ids is ignored, in the size it is not.</summary>
internal sealed class RecordDirectory(string path)
{
    // No field is longer; a file that a fault blew up is not read to its end.
    private const int MaxBytes = 1024;

    /// <summary>The layer record that this directory holds.</summary>
    /// <exception cref="MetadataCorruptException">A file is missing or unreadable as what it is, or the files do not make this ChainID.</exception>
    public LayerRecord ReadLayer(ChainId chainId)
    {
        DiffId diffId = Read<DiffId>(RecordFile.Diff);
        long size = ReadSize();
        CacheId cacheId = Read<CacheId>(RecordFile.CacheId);
        ChainId? parent = ReadOptional<ChainId>(RecordFile.Parent);
        // Docker does not check it, and takes a layer whose parent file was lost for a base layer.
        return ChainId.Of(parent, diffId) == chainId
            ? new LayerRecord(chainId, diffId, parent, cacheId, size) { Created = Directory.GetLastWriteTimeUtc(path) }
            : throw Corrupt("its diff and parent make another ChainID");
    }

    /// <summary>The RW-layer record that this directory holds.</summary>
    /// <exception cref="MetadataCorruptException">A file is missing or unreadable as what it is.</exception>
    public RWLayerRecord ReadRWLayer(string name) => new(
        name,
        Read<CacheId>(RecordFile.MountId),
        ReadOptional<CacheId>(RecordFile.InitId),
        ReadOptional<ChainId>(RecordFile.Parent));

    /// <summary>The DiffID of this layer record, if it can be read; never throws for damage.</summary>
    public DiffId? DiffId() => TryRead<DiffId>(RecordFile.Diff);

    /// <summary>What this record lies on, if that can be read; never throws for damage.</summary>
    public ChainId? Parent() => TryRead<ChainId>(RecordFile.Parent);

    /// <summary>The driver id that this layer record owns, if it can be read; never throws for damage.</summary>
    public IEnumerable<CacheId> LayerIds() => ReadableIds(RecordFile.CacheId);

    /// <summary>The driver ids that this RW-layer record owns, as far as they can be read; never throws for damage.</summary>
    public IEnumerable<CacheId> RWLayerIds() => ReadableIds(RecordFile.MountId, RecordFile.InitId);

    /// <summary>Opens the split data.</summary>
    /// <exception cref="MetadataCorruptException">There are none.</exception>
    public FileStream OpenSplit()
    {
        try
        {
            return new FileStream(Path.Combine(path, RecordFile.Split), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Corrupt($"{RecordFile.Split} is missing", missing);
        }
    }

    private IEnumerable<CacheId> ReadableIds(params string[] names)
    {
        foreach (string name in names)
        {
            if (TryRead<CacheId>(name) is { } id)
            {
                yield return id;
            }
        }
    }

    private T? TryRead<T>(string file)
        where T : struct, ISpanParsable<T> => T.TryParse(Text(file).AsSpan().Trim(), CultureInfo.InvariantCulture, out T value) ? value : null;

    private T Read<T>(string file)
        where T : struct, ISpanParsable<T> => ReadOptional<T>(file) ?? throw Corrupt($"{file} is missing");

    private T? ReadOptional<T>(string file)
        where T : struct, ISpanParsable<T>
    {
        if (Text(file) is not { } text)
        {
            return null;
        }

        return T.TryParse(text.AsSpan().Trim(), CultureInfo.InvariantCulture, out T value) ? value : throw Corrupt($"{file} does not hold a {typeof(T).Name}");
    }

    private long ReadSize()
    {
        string text = Text(RecordFile.Size) ?? throw Corrupt($"{RecordFile.Size} is missing");
        // .NET's parser forgives NULs at the end, which is what a power cut likes to leave.
        return !text.Contains('\0', StringComparison.Ordinal) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long size)
            ? size
            : throw Corrupt($"{RecordFile.Size} does not hold a decimal number");
    }

    /// <summary>The content of a file, or null when there is none. What is not a file reads as empty, which no field may be.</summary>
    private string? Text(string file)
    {
        string fullName = Path.Combine(path, file);
        try
        {
            using var handle = File.OpenHandle(fullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            Span<byte> content = stackalloc byte[MaxBytes];
            return Encoding.UTF8.GetString(content[..RandomAccess.Read(handle, content, fileOffset: 0)]);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (UnauthorizedAccessException) when (Directory.Exists(fullName))
        {
            return "";
        }
    }

    private MetadataCorruptException Corrupt(string reason, Exception? cause = null) => new(path, reason, cause);
}
