using System.Security.Cryptography;
using System.Text;

namespace LayerKit.MSBuild.Importing;

/// <summary>What keeps the layers of a build: pins with the build's name, one for each layer that no other layer of the build stands on.</summary>
/// <param name="project">Absolute path of the project.</param>
/// <param name="key">The project with its configuration, framework and runtime: what is built side by side has leases of its own.</param>
internal sealed class BuildLease(string project, string key)
{
    private const string ProjectLabel = "project";
    private const string Prefix = "msbuild/";

    // A pin's name has 255 bytes at most, and a path may have more.
    private readonly string _prefix = $"{Prefix}{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, 16))}/";

    /// <summary>Sets the pins of this build and takes off those of the last one that it no longer needs.</summary>
    /// <param name="store">The store.</param>
    /// <param name="layers">The layers to keep, by name.</param>
    /// <param name="cancellationToken">Tested before each pin.</param>
    public async Task RenewAsync(LayerStore store, IReadOnlyDictionary<string, Layer> layers, CancellationToken cancellationToken)
    {
        var options = new PinOptions { Owner = key, Labels = new Dictionary<string, string> { [ProjectLabel] = project } };
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach ((string name, Layer layer) in layers)
        {
            string pin = PinName(name);
            names.Add(pin);
            await store.PinAsync(pin, layer.ChainId, options, cancellationToken).ConfigureAwait(false);
        }

        await UnpinAsync(store, pin => IsOurs(pin) && !names.Contains(pin.Name), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes off all pins of this build. What nothing else keeps goes with them.</summary>
    /// <returns>How many layers went.</returns>
    public Task<int> EndAsync(LayerStore store, CancellationToken cancellationToken) => UnpinAsync(store, IsOurs, cancellationToken);

    /// <summary>Takes off the pins of projects that are no longer there.</summary>
    /// <returns>How many layers went.</returns>
    public static Task<int> EndOfLostProjectsAsync(LayerStore store, CancellationToken cancellationToken) => UnpinAsync(
        store,
        pin => pin.Name.StartsWith(Prefix, StringComparison.Ordinal) && pin.Labels.TryGetValue(ProjectLabel, out string? path) && !File.Exists(path),
        cancellationToken);

    private static async Task<int> UnpinAsync(LayerStore store, Func<Metadata.PinRecord, bool> which, CancellationToken cancellationToken)
    {
        int removed = 0;
        foreach (Metadata.PinRecord pin in store.Pins().Where(which))
        {
            removed += (await store.UnpinAsync(pin.Name, cancellationToken).ConfigureAwait(false)).Count;
        }

        return removed;
    }

    private bool IsOurs(Metadata.PinRecord pin) => pin.Name.StartsWith(_prefix, StringComparison.Ordinal) && pin.Owner == key;

    private string PinName(string layer)
    {
        const int longest = 200;
        return _prefix + (Encoding.UTF8.GetByteCount(layer) <= longest && !layer.Any(char.IsControl)
            ? layer
            : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(layer))));
    }
}
