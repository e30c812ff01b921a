namespace LayerKit.Registration;

/// <summary>Makes a property an option of the plugin whose constructor takes its class: <c>key</c> of driver <c>zipdir</c> is written <c>zipdir.key=value</c>.</summary>
/// <remarks>
/// The property's type says how a value is written: <see cref="ByteSize"/>, <see cref="TimeSpan"/>, <see cref="bool"/>, whole numbers, <see cref="double"/>,
/// <see cref="string"/>, an enum, <see cref="UnixFileMode"/>, any other <see cref="IParsable{TSelf}"/>, the nullable of these, or a list of these for a key that
/// may be given several times. What the property holds in a new instance is the default.
/// </remarks>
/// <param name="key">Lower snake case; a hyphen in what the user writes counts as an underscore.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DriverOptionAttribute(string key) : Attribute
{
    /// <summary>The key, without the plugin's name.</summary>
    public string Key { get; } = key;

    /// <summary>True when the option has to be given; so it does when the property is <c>required</c>.</summary>
    public bool Required { get; set; }

    /// <summary>The smallest value allowed: bytes of a size, seconds of a duration.</summary>
    public double Min { get; set; } = double.NegativeInfinity;

    /// <summary>The largest value allowed: bytes of a size, seconds of a duration.</summary>
    public double Max { get; set; } = double.PositiveInfinity;

    /// <summary>True when the value is never shown in a message or listing.</summary>
    public bool Secret { get; set; }

    /// <summary>Other keys for the same option.</summary>
    public string[] Aliases { get; set; } = [];

    /// <summary>What to use instead, as a sentence; a user of the option is told.</summary>
    public string? ObsoleteMessage { get; set; }
}
