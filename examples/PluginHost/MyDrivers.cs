using LayerKit.Registration;

namespace Acme.Host;

[LayerDriverHost]
internal static partial class MyDrivers;
