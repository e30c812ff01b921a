using LayerKit.Errors;
using LayerKit.Identity;
using LayerKit.Metadata;

namespace LayerKit.Drivers.Metadata;

/// <summary>What a pin's file holds, as JSON. The name is in it so that a file that was renamed by hand is noticed.</summary>
internal sealed record PinFile(
    string? Name, string? Layer, string? Owner, DateTimeOffset? Expires, IReadOnlyDictionary<string, string>? Labels, DateTimeOffset Created)
{
    public static PinFile Of(PinRecord pin) =>
        new(pin.Name, pin.ChainId.ToString(), pin.Owner, pin.Expires?.ToUniversalTime(), pin.Labels, pin.Created.ToUniversalTime());

    /// <summary>The pin.</summary>
    /// <exception cref="MetadataCorruptException">A field is missing or is not what it has to be.</exception>
    public PinRecord ToRecord(string path)
    {
        if (Name is null || Labels is null || !ChainId.TryParse(Layer, out ChainId chainId))
        {
            throw new MetadataCorruptException(path, "its name, layer or labels are missing");
        }

        PinRecord pin = new(Name, chainId, Owner, Expires, Labels, Created);
        try
        {
            pin.ThrowIfInvalid();
        }
        catch (ArgumentException invalid)
        {
            throw new MetadataCorruptException(path, invalid.Message, invalid);
        }

        return pin;
    }
}
