using System.Runtime.CompilerServices;
using LayerKit.Errors;

namespace LayerKit.Cli.Tests;

public sealed class ExitCodesTests
{
    [Fact]
    public async Task Every_error_of_the_store_has_its_exit_status()
    {
        IEnumerable<string> lines =
            from type in typeof(LayerKitException).Assembly.GetExportedTypes()
            where type.IsSubclassOf(typeof(LayerKitException))
            let error = (Exception)RuntimeHelpers.GetUninitializedObject(type)
            orderby ExitCodes.Of(error), type.Name
            select $"{ExitCodes.Of(error)} {type.Name}";

        await Verify(string.Join('\n', lines));
    }

    [Fact]
    public void Anything_else_has_failed() => Assert.Equal(ExitCodes.Failed, ExitCodes.Of(new IOException()));
}
