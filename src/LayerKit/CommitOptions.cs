namespace LayerKit;

/// <summary>How an RW layer becomes a layer.</summary>
public sealed record CommitOptions
{
    /// <summary>True to end the RW layer with the commit: where the driver can, its content becomes the layer's and nothing is copied. It may not be mounted or held by anybody else then.</summary>
    public bool Consume { get; init; }

    /// <summary>A name to pin the layer under, in the same step as it becomes visible; null for none.</summary>
    public string? Pin { get; init; }

    /// <summary>Owner, lifetime and labels of <see cref="Pin"/>.</summary>
    public PinOptions? PinOptions { get; init; }
}
