using LayerKit.Errors;
using LayerKit.Images.Json;

namespace LayerKit.Images.Layouts;

/// <summary>One writer at a time has a layout: a lock on its <c>oci-layout</c>, which nobody replaces. It ends with its process, however that ends.</summary>
internal sealed class LayoutLock : IDisposable
{
    private const int WouldBlock = 11;
    private const int SharingViolation = unchecked((int)0x80070020);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly FileStream _file;

    private LayoutLock(FileStream file) => _file = file;

    /// <summary>Waits until no other writer has the layout.</summary>
    /// <exception cref="ImageNotWrittenException">The layout cannot be written.</exception>
    public static LayoutLock Take(string layout, CancellationToken token)
    {
        string path = Path.Combine(layout, OciLayoutVersion.FileName);
        while (true)
        {
            try
            {
                return new LayoutLock(new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException e) when (e.HResult is WouldBlock or SharingViolation)
            {
                token.WaitHandle.WaitOne(Pause);
                token.ThrowIfCancellationRequested();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new ImageNotWrittenException(layout, e.Message, e);
            }
        }
    }

    /// <summary>What the locked file says.</summary>
    public byte[] ReadAll()
    {
        byte[] content = new byte[_file.Length];
        _file.Position = 0;
        _file.ReadExactly(content);
        return content;
    }

    public void Dispose() => _file.Dispose();
}
