using LayerKit.Errors;
using LayerKit.Images.Writing;

namespace LayerKit.Images.Archives;

/// <summary>The file of an archive: replaced in one step, and only by something else.</summary>
internal sealed class ArchiveTarget
{
    private const int BlockSize = 256 * 1024;

    private readonly string _output;
    private readonly string _file;

    /// <exception cref="ImageNotWrittenException">A directory is in the way, or the one above is missing.</exception>
    public ArchiveTarget(string path)
    {
        _output = path;
        _file = Output.Guard(path, () => new FileInfo(path) is { LinkTarget: not null } link ? link.ResolveLinkTarget(returnFinalTarget: true)!.FullName : path);
        string? reason = Directory.Exists(_file) ? "it is a directory"
            : !Directory.Exists(Path.GetDirectoryName(_file)) ? "its directory does not exist" : null;
        if (reason is not null)
        {
            throw new ImageNotWrittenException(path, reason);
        }
    }

    /// <summary>Full path to put parts beside.</summary>
    public string Beside => _file;

    /// <summary>Writes the archive; false when the file is that archive already.</summary>
    public bool Write(IReadOnlyCollection<ArchiveFile> files, CancellationToken token)
    {
        if (Output.Guard(_output, () => Holds(files, token)))
        {
            return false;
        }

        using PartFile part = new(_output, _file);
        byte[] block = new byte[BlockSize];
        foreach (Stream piece in ImageTar.Pieces(files))
        {
            using (piece)
            {
                Copy(piece, part, block, token);
            }
        }

        part.MoveTo(_file);
        return true;
    }

    private static void Copy(Stream piece, PartFile part, byte[] block, CancellationToken token)
    {
        int count;
        while ((count = piece.Read(block)) > 0)
        {
            token.ThrowIfCancellationRequested();
            part.Write(block.AsSpan(0, count));
        }
    }

    private bool Holds(IReadOnlyCollection<ArchiveFile> files, CancellationToken token)
    {
        if (!File.Exists(_file))
        {
            return false;
        }

        using FileStream there = File.OpenRead(_file);
        foreach (Stream piece in ImageTar.Pieces(files))
        {
            using (piece)
            {
                if (!Continues(there, piece, token))
                {
                    return false;
                }
            }
        }

        return there.ReadByte() < 0;
    }

    private static bool Continues(Stream there, Stream piece, CancellationToken token)
    {
        byte[] block = new byte[BlockSize];
        byte[] other = new byte[BlockSize];
        int count;
        while ((count = piece.Read(block)) > 0)
        {
            token.ThrowIfCancellationRequested();
            if (there.ReadAtLeast(other.AsSpan(0, count), count, throwOnEndOfStream: false) < count || !block.AsSpan(0, count).SequenceEqual(other.AsSpan(0, count)))
            {
                return false;
            }
        }

        return true;
    }
}
