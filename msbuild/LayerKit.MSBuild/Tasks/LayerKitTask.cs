using LayerKit.Errors;
using LayerKit.MSBuild.Items;
using Microsoft.Build.Framework;
using Task = System.Threading.Tasks.Task;

namespace LayerKit.MSBuild.Tasks;

/// <summary>What the tasks share: cancellation, and one line for each error, at the project file that is at fault.</summary>
/// <remarks>Invariant: no exception leaves <see cref="Execute"/>, and nothing of a task outlives it: build nodes live longer than builds.</remarks>
public abstract class LayerKitTask : Microsoft.Build.Utilities.Task, ICancelableTask, IDisposable
{
    private readonly CancellationTokenSource _cancellation = new();

    /// <summary>Absolute path of the project: where an error is shown that is no item's.</summary>
    public string Project { get; set; } = "";

    /// <summary>Makes warnings errors.</summary>
    public bool Strict { get; set; }

    /// <summary>The item that is being worked on, for errors of the store.</summary>
    private protected ITaskItem? Current { get; set; }

    /// <summary>Ends the task soon; what it had not finished is undone.</summary>
    public void Cancel() => _cancellation.Cancel();

    /// <summary>Ends the task's possibility to be cancelled.</summary>
    public void Dispose()
    {
        _cancellation.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Runs the task.</summary>
    /// <returns>False when it logged an error.</returns>
    public override bool Execute()
    {
        try
        {
            RunAsync(_cancellation.Token).GetAwaiter().GetResult();
        }
        catch (Exception exception)
        {
            // The boundary to MSBuild: what escapes from here becomes MSB4018 and a page of stack trace.
            LogFault(exception);
        }

        return !Log.HasLoggedErrors;
    }

    private protected abstract Task RunAsync(CancellationToken cancellationToken);

    private protected void LogFault(Exception exception)
    {
        switch (exception)
        {
            case ItemFault fault:
                LogError(fault.Code, fault.Item, fault.Message);
                break;
            case LayerKitException { Code: var code }:
                LogError(code, Current, Current is null ? exception.Message : $"{Current.ItemSpec}: {exception.Message}");
                break;
            case OperationCanceledException:
                LogError(ItemCodes.Cancelled, Current, "cancelled: what was not finished is undone");
                break;
            default:
                LogError(ItemCodes.Unexpected, Current, $"{GetType().Name} failed: {exception.GetType().Name}: {exception.Message.ReplaceLineEndings(" ")}");
                Log.LogMessage(MessageImportance.Low, "{0}", exception);
                break;
        }
    }

    private protected void LogWarning(ItemFault fault)
    {
        if (Strict)
        {
            LogError(fault.Code, fault.Item, fault.Message);
            return;
        }

        Log.LogWarning(
            subcategory: null, fault.Code, helpKeyword: null, helpLink: HelpLink(fault.Code), FileOf(fault.Item),
            lineNumber: 0, columnNumber: 0, endLineNumber: 0, endColumnNumber: 0, fault.Message);
    }

    private static string HelpLink(string code) => $"docs/diagnostics/{code}.md";

    private void LogError(string code, ITaskItem? item, string message) =>
        Log.LogError(
            subcategory: null, code, helpKeyword: null, helpLink: HelpLink(code), FileOf(item),
            lineNumber: 0, columnNumber: 0, endLineNumber: 0, endColumnNumber: 0, message);

    private string FileOf(ITaskItem? item) =>
        item is null ? Project : item.GetMetadata(ItemMetadata.DefiningProjectFullPath);
}
