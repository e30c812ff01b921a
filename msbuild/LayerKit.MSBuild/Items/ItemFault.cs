using LayerKit.Errors;
using Microsoft.Build.Framework;

namespace LayerKit.MSBuild.Items;

/// <summary>Something wrong in a project file, mostly with one item, as the one line a build shows.</summary>
/// <remarks>The store's own failures are <see cref="LayerKitException"/> and keep their codes; these are the ones that only a build can have.</remarks>
internal sealed class ItemFault(string code, ITaskItem? item, string message) : Exception(message)
{
    /// <summary>A code of docs/diagnostics, <c>LK4nnn</c>.</summary>
    public string Code { get; } = code;

    /// <summary>The item at fault; its defining project is where the error is shown. Null when it is a property of the project.</summary>
    public ITaskItem? Item { get; } = item;
}
