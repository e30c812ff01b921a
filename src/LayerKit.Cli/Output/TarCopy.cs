using System.Security.Cryptography;

namespace LayerKit.Cli.Output;

/// <summary>Copies a layer's tar to where it was asked for.</summary>
internal static class TarCopy
{
    private const int BufferSize = 128 * 1024;

    /// <summary>Copies to the end, through a hash if there is one, and returns the number of bytes. A cancelled copy returns at once, even while a pipe is full.</summary>
    public static async Task<long> CopyAsync(Stream tar, Stream output, CancellationToken cancellationToken, IncrementalHash? hash = null)
    {
        byte[] buffer = new byte[BufferSize];
        long copied = 0;
        int read;
        while ((read = await tar.ReadAsync(buffer, cancellationToken)) > 0)
        {
            hash?.AppendData(buffer.AsSpan(0, read));
            // Nothing ends a write to a full pipe; the thread that waits in it is left behind.
            await output.WriteAsync(buffer.AsMemory(0, read), cancellationToken).AsTask().WaitAsync(cancellationToken);
            copied += read;
        }

        return copied;
    }
}
