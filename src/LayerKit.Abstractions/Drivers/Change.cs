using System.Text;

namespace LayerKit.Drivers;

/// <summary>One path that differs between a layer and what it is compared with.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="PathBytes">The clean path, as bytes.</param>
public sealed record Change(ChangeKind Kind, ReadOnlyMemory<byte> PathBytes)
{
    /// <summary>The path as text, with a leading slash; bytes that are not UTF-8 become the replacement character.</summary>
    public string Path => "/" + Encoding.UTF8.GetString(PathBytes.Span);

    /// <summary>As <c>docker diff</c> prints it: <c>C /etc</c>, <c>A /etc/new</c>, <c>D /etc/old</c>.</summary>
    public override string ToString() => $"{Kind switch { ChangeKind.Added => 'A', ChangeKind.Deleted => 'D', _ => 'C' }} {Path}";

    /// <summary>Compares kind and path bytes.</summary>
    public bool Equals(Change? other) => other is not null && Kind == other.Kind && PathBytes.Span.SequenceEqual(other.PathBytes.Span);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.Add(Kind);
        hash.AddBytes(PathBytes.Span);
        return hash.ToHashCode();
    }
}
