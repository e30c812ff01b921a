using System.Runtime.InteropServices;

namespace LayerKit.Drivers.Linux;

/// <summary>What the calls of all headers share.</summary>
/// <remarks>Every call returns what the kernel would: zero or more on success, the negative error number on failure. EINTR never gets out of this folder.</remarks>
internal static partial class Libc
{
    public const string Name = "libc";

    /// <summary>Where relative paths of a call start when no directory is given: AT_FDCWD, for absolute paths only.</summary>
    public const int CurrentDirectory = -100;

    public static readonly bool IsArm64 = RuntimeInformation.ProcessArchitecture == Architecture.Arm64;

    /// <summary>Turns libc's -1 and errno into one number.</summary>
    public static long Outcome(long result) => result >= 0 ? result : -Marshal.GetLastPInvokeError();

    /// <inheritdoc cref="Outcome(long)"/>
    public static int Outcome(int result) => result >= 0 ? result : -Marshal.GetLastPInvokeError();

    /// <summary>Calls what glibc has no wrapper for, or had none in the oldest version that .NET runs on.</summary>
    [LibraryImport(Name, EntryPoint = "syscall", SetLastError = true)]
    public static partial nint Call(nint number, nint first, nint second, nint third, nint fourth);

    /// <inheritdoc cref="Call(nint, nint, nint, nint, nint)"/>
    [LibraryImport(Name, EntryPoint = "syscall", SetLastError = true)]
    public static partial nint Call(nint number, nint first, nint second, nint third, nint fourth, nint fifth);
}
