using System.IO.Pipelines;

namespace LayerKit.Cli.Input;

/// <summary>Standard input whose reads end when the command is cancelled. A read of the terminal or of a pipe would wait for its other end.</summary>
internal static class StandardInput
{
    private const int ReadSize = 128 * 1024;

    private static readonly PipeOptions Options = new(pauseWriterThreshold: 8 * ReadSize, resumeWriterThreshold: 4 * ReadSize, useSynchronizationContext: false);

    public static Stream Open(CancellationToken cancellationToken)
    {
        if (!Console.IsInputRedirected)
        {
            throw new CommandFailedException(ExitCodes.Usage, "cannot import from a terminal: redirect standard input, or give a file or directory");
        }

        Pipe pipe = new(Options);
        cancellationToken.Register(pipe.Reader.CancelPendingRead);
        _ = Task.Run(() => FillAsync(pipe.Writer, cancellationToken), cancellationToken);
        return pipe.Reader.AsStream();
    }

    private static async Task FillAsync(PipeWriter writer, CancellationToken cancellationToken)
    {
        Exception? failure = null;
        try
        {
            await using Stream input = Console.OpenStandardInput();
            int read;
            do
            {
                read = await input.ReadAsync(writer.GetMemory(ReadSize), cancellationToken);
                writer.Advance(read);
            }
            while (read > 0 && !(await writer.FlushAsync(cancellationToken)).IsCompleted);
        }
        catch (Exception exception)
        {
            failure = exception;
        }

        await writer.CompleteAsync(failure);
    }
}
