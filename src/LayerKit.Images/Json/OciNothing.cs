namespace LayerKit.Images.Json;

/// <summary>The value <c>{}</c> of sets, which the config writes as objects.</summary>
internal sealed record OciNothing
{
    public static OciNothing Value { get; } = new();
}
