using LayerKit.Errors;

namespace LayerKit.Cli.Output;

/// <summary>How a command says that it failed: one line, whatever went wrong.</summary>
internal static class ErrorLine
{
    public static void Write(TextWriter writer, Exception exception, bool trace)
    {
        writer.WriteLine(Of(exception).ReplaceLineEndings(" "));
        if (trace)
        {
            writer.WriteLine(exception);
        }
    }

    private static string Of(Exception exception) => exception switch
    {
        LayerKitException known => $"{known.Code}: {known.Message}",
        CommandFailedException or IOException or UnauthorizedAccessException or PlatformNotSupportedException => $"layerkit: {exception.Message}",
        OperationCanceledException => "layerkit: interrupted; what was under way has been rolled back",
        _ => $"layerkit: internal error: {exception.GetType().Name}: {exception.Message}; run it again with -v and report what it prints",
    };
}
