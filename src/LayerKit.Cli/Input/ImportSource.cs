using LayerKit.Archive;

namespace LayerKit.Cli.Input;

/// <summary>What <c>import</c> reads: a tar file, a directory or standard input.</summary>
internal sealed class ImportSource : IDisposable
{
    private ImportSource(Stream tar, long? length = null)
    {
        Tar = tar;
        Length = length;
    }

    /// <summary>The tar, plain or compressed.</summary>
    public Stream Tar { get; }

    /// <summary>Bytes of <see cref="Tar"/>, or null when they cannot be known beforehand.</summary>
    public long? Length { get; }

    public static ImportSource Open(string path, CancellationToken cancellationToken)
    {
        if (path == "-")
        {
            return new(StandardInput.Open(cancellationToken));
        }

        if (Directory.Exists(path))
        {
            return new(DirectoryTar.Open(Path.GetFullPath(path)));
        }

        if (!File.Exists(path))
        {
            throw new CommandFailedException(ExitCodes.Failed, $"cannot import {path}: no such file or directory");
        }

        FileStream file = File.OpenRead(path);
        return new(file, file.CanSeek ? file.Length : null);
    }

    public void Dispose() => Tar.Dispose();
}
