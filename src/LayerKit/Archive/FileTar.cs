using System.Text;

namespace LayerKit.Archive;

/// <summary>Files as a reproducible tar: what the entries say decides every byte, and nothing else does.</summary>
public static class FileTar
{
    /// <summary>Opens the tar of entries, made while it is read.</summary>
    /// <param name="entries">The members, in any order; the tar has them sorted, each directory before what is in it.</param>
    /// <returns>A forward-only stream that the caller disposes. Reading throws <see cref="FileChangedException"/> when a file is no longer what its entry
    /// was made from, and <see cref="IOException"/> when it cannot be read.</returns>
    public static Stream Open(IEnumerable<FileTarEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        return new FileTarStream(entries.Select(entry => (Key: SortKey(entry.Path), Entry: entry))
            .OrderBy(pair => pair.Key, Comparer<byte[]>.Create((left, right) => left.AsSpan().SequenceCompareTo(right)))
            .Select(pair => pair.Entry));
    }

    /// <summary>The path's UTF-8 bytes with the separator below every other byte, so that a directory is followed by all that is in it.</summary>
    private static byte[] SortKey(string path)
    {
        byte[] key = Encoding.UTF8.GetBytes(path);
        key.AsSpan().Replace((byte)'/', (byte)0);
        return key;
    }
}
