using System.Diagnostics;

namespace LayerKit.References;

/// <summary>A handle that was collected without being given back.</summary>
/// <param name="Handle">The handle's type.</param>
/// <param name="Resource">What it was a reference to.</param>
/// <param name="Age">How long ago it was made.</param>
/// <param name="Origin">The stack that made it, when the level asked for it.</param>
public sealed record HandleLeak(string Handle, string Resource, TimeSpan Age, StackTrace? Origin)
{
    /// <summary>The leak as one line, and the stack below it.</summary>
    public override string ToString() =>
        $"a {Handle} of {Resource} was never disposed; it was made {Age.TotalSeconds:F0} s before it was collected{(Origin is null ? "" : " by\n" + Origin)}";
}
