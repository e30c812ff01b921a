using LayerKit.Errors;

namespace LayerKit.Images.Writing;

/// <summary>A file on its way: it has a name of its own until it is whole, and goes when it never is.</summary>
internal sealed class PartFile : IDisposable
{
    private readonly string _output;
    private readonly string _path;
    private readonly FileStream _file;
    private bool _isMoved;

    /// <summary>Begins one.</summary>
    /// <param name="output">What errors are about.</param>
    /// <param name="prefix">Full path that the part's own name is put behind.</param>
    /// <exception cref="ImageNotWrittenException">The file system refuses.</exception>
    public PartFile(string output, string prefix)
    {
        _output = output;
        _path = $"{prefix}.{Path.GetRandomFileName()}.part";
        _file = Output.Guard(output, () => new FileStream(_path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0));
    }

    /// <exception cref="ImageNotWrittenException">The file system refuses, as when it is full.</exception>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        try
        {
            _file.Write(bytes);
        }
        catch (IOException e)
        {
            throw new ImageNotWrittenException(_output, e.Message, e);
        }
    }

    /// <summary>Gives the whole file its name, over a file that has it.</summary>
    /// <exception cref="ImageNotWrittenException">The file system refuses.</exception>
    public void MoveTo(string target)
    {
        Output.Guard(_output, () =>
        {
            _file.Dispose();
            File.Move(_path, target, overwrite: true);
        });
        _isMoved = true;
    }

    /// <summary>Gives the whole file its name unless another file, which has to be as good, has got it.</summary>
    /// <exception cref="ImageNotWrittenException">The file system refuses.</exception>
    public void MoveToFree(string target)
    {
        _file.Dispose();
        try
        {
            File.Move(_path, target, overwrite: false);
            _isMoved = true;
        }
        catch (IOException) when (File.Exists(target))
        {
            // It lost the race, and goes.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ImageNotWrittenException(_output, e.Message, e);
        }
    }

    public void Dispose()
    {
        _file.Dispose();
        if (!_isMoved)
        {
            File.Delete(_path);
        }
    }
}
