namespace LayerKit;

/// <summary>What has to be undone when an operation fails, run in reverse unless <see cref="Complete"/> was called.</summary>
/// <remarks>A step that fails does not stop the others; its error is reported and what it left is an orphan for the next recovery.</remarks>
internal sealed class UndoScope(Action<Exception> failed) : IDisposable
{
    private readonly Stack<Action> _steps = new();
    private bool _completed;

    /// <summary>Adds a step that undoes something, to be run before all earlier ones.</summary>
    public void Add(Action step) => _steps.Push(() =>
    {
        if (!_completed)
        {
            step();
        }
    });

    /// <summary>Adds a step that is due at the end either way.</summary>
    public void AddAlways(Action step) => _steps.Push(step);

    /// <summary>Leaves everything as it is, because the operation has succeeded.</summary>
    public void Complete() => _completed = true;

    public void Dispose()
    {
        while (_steps.TryPop(out Action? step))
        {
            try
            {
                step();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or Errors.LayerKitException)
            {
                failed(e);
            }
        }
    }
}
