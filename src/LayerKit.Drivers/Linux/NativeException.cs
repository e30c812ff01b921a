using System.Runtime.InteropServices;
using System.Text;

namespace LayerKit.Drivers.Linux;

/// <summary>A system call failed. HResult is the error number, as for .NET's own I/O errors on Unix.</summary>
internal sealed class NativeException : IOException
{
    public NativeException(string call, ReadOnlySpan<byte> path, int error)
        : base($"{call} '{Encoding.UTF8.GetString(path)}': {Marshal.GetPInvokeErrorMessage(error)} (errno {error})", error)
    {
        Call = call;
        Error = error;
    }

    /// <summary>The system call.</summary>
    public string Call { get; }

    /// <summary>The error number.</summary>
    public int Error { get; }

    /// <summary>Passes a result on, or throws when it is a negative error number.</summary>
    public static int Check(int result, string call, ReadOnlySpan<byte> path) => result >= 0 ? result : throw new NativeException(call, path, -result);

    /// <inheritdoc cref="Check(int, string, ReadOnlySpan{byte})"/>
    public static long Check(long result, string call, ReadOnlySpan<byte> path) => result >= 0 ? result : throw new NativeException(call, path, (int)-result);
}
