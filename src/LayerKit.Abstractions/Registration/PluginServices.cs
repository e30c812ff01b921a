namespace LayerKit.Registration;

/// <summary>Fetches what the constructor of a plugin asks for from the services of its host. Used by generated code.</summary>
public static class PluginServices
{
    /// <summary>A service that the plugin can do without.</summary>
    public static T? Optional<T>(IServiceProvider? services)
        where T : class => (T?)services?.GetService(typeof(T));

    /// <summary>A service that the plugin needs.</summary>
    /// <exception cref="InvalidOperationException">The host has no such service, or no services at all.</exception>
    public static T Required<T>(IServiceProvider? services, string plugin)
        where T : class =>
        Optional<T>(services) ?? throw new InvalidOperationException(
            $"plugin '{plugin}' needs the service {typeof(T)}, and {(services is null ? "there are no services" : "the host does not offer it")}: set LayerStoreOptions.Services");
}
