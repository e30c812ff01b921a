using System.Text;
using LayerKit.Identity;

namespace LayerKit.Metadata;

/// <summary>A durable, named reference that keeps a layer and all below it.</summary>
/// <param name="Name">Its key, by the rules of <see cref="PinName"/>.</param>
/// <param name="ChainId">The layer that it keeps.</param>
/// <param name="Owner">Who set it, for people and for whoever removes all of an owner's pins; null when nobody says so.</param>
/// <param name="Expires">When it ends, as a lease does; null for never. A metadata store does not act on it.</param>
/// <param name="Labels">What its owner notes on it; keys are not empty.</param>
/// <param name="Created">When it was set.</param>
/// <remarks>Times are kept as instants, to the tick; offsets are not. Two records with equal labels are equal.</remarks>
public sealed record PinRecord(
    string Name, ChainId ChainId, string? Owner, DateTimeOffset? Expires, IReadOnlyDictionary<string, string> Labels, DateTimeOffset Created)
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Refuses a record that could not be read back as it is. Every metadata store calls it before it writes.</summary>
    /// <exception cref="ArgumentException">The name is invalid, the ChainID is empty, a label has no key or no value, or a text is no valid UTF-16.</exception>
    public void ThrowIfInvalid()
    {
        PinName.ThrowIfInvalid(Name);
        if (ChainId.IsEmpty || Labels is null || Labels.Any(label => label.Key.Length == 0 || label.Value is null))
        {
            throw new ArgumentException($"pin '{Name}' names no layer, or has a label without key or value");
        }

        foreach (string text in Labels.SelectMany(label => new[] { label.Key, label.Value }).Append(Owner ?? ""))
        {
            _ = StrictUtf8.GetByteCount(text);
        }
    }

    /// <inheritdoc/>
    public bool Equals(PinRecord? other) =>
        other is not null
        && (Name, ChainId, Owner, Expires, Created) == (other.Name, other.ChainId, other.Owner, other.Expires, other.Created)
        && Labels.Count == other.Labels.Count
        && Labels.All(label => other.Labels.TryGetValue(label.Key, out string? value) && value == label.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, ChainId, Owner, Expires, Created, Labels.Count);
}
