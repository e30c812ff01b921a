using System.Runtime.CompilerServices;

namespace LayerKit.Testing.Drivers;

/// <summary>One check before it knows its driver.</summary>
internal sealed record DriverCheck(string Name, Action<DriverTrial> Body, Abilities Needs)
{
    public static DriverCheck Check(Action<DriverTrial> body, Abilities needs = Abilities.None, [CallerArgumentExpression(nameof(body))] string name = "") =>
        new(name, body, needs);

    public DriverCheck Needing(Abilities further) => this with { Needs = Needs | further };

    /// <summary>The same with layers that get their parents only after all of them have been applied.</summary>
    public DriverCheck Staged() => new(
        "Staged_" + char.ToLowerInvariant(Name[0]) + Name[1..],
        trial =>
        {
            trial.IsStaged = true;
            Body(trial);
        },
        Needs | Abilities.Staged);
}
