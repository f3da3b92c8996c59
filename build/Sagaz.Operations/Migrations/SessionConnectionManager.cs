using DbUp.Engine.Transactions;
using Npgsql;
using Sagaz.Core.Migrations;

namespace Sagaz.Operations.Migrations;

/// <summary>Makes DbUp run statements that were split beforehand, on the session that holds the lock.</summary>
internal sealed class SessionConnectionManager(NpgsqlConnection session, IReadOnlyList<SqlStatement> statements)
    : DatabaseConnectionManager(new DelegateConnectionFactory(_ => new BorrowedConnection(session)))
{
    public override IEnumerable<string> SplitScriptIntoCommands(string scriptContents) =>
        statements.Select(statement => statement.Text);
}
