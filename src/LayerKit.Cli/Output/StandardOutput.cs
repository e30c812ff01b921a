using Microsoft.Win32.SafeHandles;

namespace LayerKit.Cli.Output;

/// <summary>Standard output for a tar.</summary>
internal static class StandardOutput
{
    private const int Descriptor = 1;

    /// <summary>Opens it; a terminal is refused.</summary>
    public static Stream Open()
    {
        if (!Console.IsOutputRedirected)
        {
            throw new CommandFailedException(ExitCodes.Usage, "cannot write a tar to a terminal: redirect standard output, or give -o FILE");
        }

        // The console's own stream keeps silent when the reader of a pipe has gone, and a tar cut short would look whole.
        return OperatingSystem.IsWindows()
            ? Console.OpenStandardOutput()
            : new FileStream(new SafeFileHandle(Descriptor, ownsHandle: false), FileAccess.Write, bufferSize: 0);
    }
}
