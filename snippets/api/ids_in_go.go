// timeout: 180
package main

import (
	"encoding/json"
	"fmt"
)

var sent = []byte(`{"id": 10765432100123456789}`)

func main() {
	// --8<-- [start:readers]
	var signed struct{ ID int64 }
	fmt.Println("int64:", json.Unmarshal(sent, &signed))

	var unsigned struct{ ID uint64 }
	err := json.Unmarshal(sent, &unsigned)
	fmt.Println("uint64:", unsigned.ID, err)

	var anything map[string]any // (1)!
	err = json.Unmarshal(sent, &anything)
	fmt.Printf("any: %.0f %v\n", anything["id"], err)
	// --8<-- [end:readers]
	if unsigned.ID != 10765432100123456789 || anything["id"] == unsigned.ID {
		panic("uint64 keeps the digits, any does not")
	}
}
