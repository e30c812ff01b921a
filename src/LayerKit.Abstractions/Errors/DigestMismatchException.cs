using LayerKit.Identity;

namespace LayerKit.Errors;

/// <summary>A tar is not the one that was expected.</summary>
public sealed class DigestMismatchException : LayerKitException
{
    /// <summary>Reports it.</summary>
    /// <param name="expected">The digest that was asked for.</param>
    /// <param name="actual">The digest of what came.</param>
    public DigestMismatchException(Digest expected, Digest actual)
        : base("LK0102", $"cannot register the layer: its tar has digest {actual}, expected {expected}; fetch it again or correct the expected DiffID")
    {
        Expected = expected;
        Actual = actual;
    }

    /// <summary>The digest that was asked for.</summary>
    public Digest Expected { get; }

    /// <summary>The digest of what came.</summary>
    public Digest Actual { get; }
}
