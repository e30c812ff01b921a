namespace LayerKit.Drivers.Tests.Model;

/// <summary>One thing that a random layer does; what would make no sense where it stands is left out by <see cref="TreeModel"/>.</summary>
internal sealed record ModelStep(ModelStepKind Kind, string Path, string Target, int Number)
{
    private static readonly int[] Modes = [0x1ED, 0x1C0, 0x1C9, 0x1A4];

    public int Mode => Modes[Number % Modes.Length];

    public bool Adds => Kind is not (ModelStepKind.Whiteout or ModelStepKind.Opaque);
}
