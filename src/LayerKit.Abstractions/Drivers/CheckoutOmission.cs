using System.Text;

namespace LayerKit.Drivers;

/// <summary>A file that a checkout could not make as its layer says.</summary>
/// <param name="PathBytes">Its clean path, as bytes.</param>
/// <param name="IsAbsent">True when it was not made at all, as a device without root; false when owner, mode or attributes are not all as they should be.</param>
public sealed record CheckoutOmission(ReadOnlyMemory<byte> PathBytes, bool IsAbsent)
{
    /// <summary>The path as text, with a leading slash; bytes that are not UTF-8 become the replacement character.</summary>
    public string Path => "/" + Encoding.UTF8.GetString(PathBytes.Span);

    /// <summary>As a line for people: <c>/dev/null: not made</c>.</summary>
    public override string ToString() => $"{Path}: {(IsAbsent ? "not made" : "not all of owner, mode and attributes")}";

    /// <summary>Compares path bytes and what is missing.</summary>
    public bool Equals(CheckoutOmission? other) =>
        other is not null && IsAbsent == other.IsAbsent && PathBytes.Span.SequenceEqual(other.PathBytes.Span);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.Add(IsAbsent);
        hash.AddBytes(PathBytes.Span);
        return hash.ToHashCode();
    }
}
